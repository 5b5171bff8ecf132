import type { ShopSet } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';

/** Name, notice, phone and words of the platform's own shop. */
export default function ShopScreen() {
  return (
    <AdminScreen area="staff.shop" title="店铺">
      {() => <Shop />}
    </AdminScreen>
  );
}

function Shop() {
  const read = useRead('admin.viewShop', {});
  return (
    <Shown of={read} fault="店铺没取到">
      {({ shop, seen }) => <Form shop={shop} now={seen} />}
    </Shown>
  );
}

function Form({ shop, now }: { shop: ShopSet | null; now: string }) {
  const [name, setName] = useState(shop?.name ?? '');
  const [notice, setNotice] = useState(shop?.notice ?? '');
  const [servicePhone, setPhone] = useState(shop?.servicePhone ?? '');
  const [serviceHours, setHours] = useState(shop?.serviceHours ?? '');
  const [within, setWithin] = useState(String(shop?.answerWithinHours ?? ''));
  const [afterSalesWord, setAfterSales] = useState(shop?.afterSalesWord ?? '');
  const [takesSpendable, setTakes] = useState(shop?.takesSpendable ?? true);
  const answerWithinHours = within === '' ? null : Number(within);
  const { seen, onError } = useSeen(now);
  const changes = { name, notice, servicePhone, serviceHours, answerWithinHours, afterSalesWord, takesSpendable };
  const requestId = useRequestId([changes, seen]);
  const save = useAct('admin.changeShop', ['admin.viewShop', 'admin.viewOpening', 'shop.home']);
  const phoneFault = /^(|[\d-]{5,20})$/.test(servicePhone) ? null : '只用数字和短横，5 到 20 位';
  const withinFault = /^(|[1-9]|[1-6]\d|7[0-2])$/.test(within) ? null : '1 到 72 的整数';
  const missing = name.trim() === '' ? '先填店名' : phoneFault ? '先改电话' : withinFault ? '先改答复时间' : null;
  const submit = () => save.mutate({ ...changes, seen, requestId }, { onSuccess: go.back, onError });
  return (
    <>
      <View className="card card-tight">
        <Field isFirst words="店名" value={name} max={20} hint="买家看到的名字" onInput={setName} />
        <Field words="公告" value={notice} max={60} hint="可以不填，首页上一行字" onInput={setNotice} />
        <Field
          words="客服电话"
          value={servicePhone}
          max={20}
          hint="可以不填"
          fault={phoneFault}
          onInput={(typed) => setPhone(typed.trim())}
        />
        <Field
          words="客服时间"
          value={serviceHours}
          max={30}
          hint="可以不填，例如 每天 9:00–21:00"
          onInput={setHours}
        />
        <Field
          words="多久答复"
          value={within}
          type="number"
          max={2}
          hint="可以不填"
          unit="小时内"
          fault={withinFault}
          onInput={(typed) => setWithin(typed.trim())}
        />
        <Field words="售后说明" value={afterSalesWord} max={40} hint="签收后 7 天可退" onInput={setAfterSales} />
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          title="收可用积分"
          sub="买家可用积分抵一部分货款，比例在方案设置里定"
          value={<Toggle label="收可用积分" isOn={takesSpendable} onChange={setTakes} />}
        />
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" isOff={missing !== null || save.isPending} onTap={submit}>
        {missing ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
    </>
  );
}
