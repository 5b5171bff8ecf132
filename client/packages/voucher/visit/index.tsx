import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Stepper } from '../../../components/controls';
import { Options } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { dayWords } from '../../../features/stays/calendarDays';
import { visitWords } from '../../../features/vouchers/words';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';

type Visits = OutputOf<'shop.viewVisits'>;

/** When one comes with a voucher: a day, a time, and with how many pieces. */
export default function VisitScreen() {
  const code = decodeURIComponent(useRouter().params.code ?? '');
  const read = useRead('shop.viewVisits', { code });
  const me = useRead('account.me', {});
  return (
    <Screen title="约到店时间" isDemo={me.value?.isDemo}>
      <Shown of={read} fault="时间没取到" signIn="登录后才能约。" skeleton={<CardSkeleton height={420} />}>
        {(visits) =>
          visits.days.length === 0 || visits.left === 0 ? (
            <EmptyState icon="clock" title="没有能约的时间" words="券用完、过期，或者店里都约满了。" />
          ) : (
            <Chooser code={code} visits={visits} again={read.again} />
          )
        }
      </Shown>
    </Screen>
  );
}

interface ChooserProps {
  readonly code: string;
  readonly visits: Visits;
  readonly again: () => void;
}

function Chooser({ code, visits, again }: ChooserProps) {
  const { days, left, visit } = visits;
  const free = days.find(({ times }) => times.some((one) => one.left > 0));
  const [day, setDay] = useState(visit && days.some((one) => one.day === visit.day) ? visit.day : (free?.day ?? ''));
  const [time, setTime] = useState('');
  const [wanted, setWanted] = useState(visit?.pieces ?? 1);
  const times = days.find((one) => one.day === day)?.times ?? [];
  const room = times.find((one) => one.time === time)?.left ?? 0;
  const atMost = Math.max(1, Math.min(left, time === '' ? left : room));
  const pieces = Math.min(wanted, atMost);
  const book = useAct('shop.bookVisit', ['shop.viewVoucher', 'shop.listVouchers', 'shop.viewVisits']);
  const requestId = useRequestId([code, day, time, pieces]);
  const isChosen = room > 0;
  const act = () => book.mutate({ code, day, time, pieces, requestId }, { onSuccess: () => go.back(), onError: again });
  return (
    <>
      {visit ? <Note>现在约的是 {visitWords(visit)}。选好新的，旧的就让出来。</Note> : null}
      <View className="card">
        <Options label="哪一天" isFirst>
          {days.map((one) => {
            const isFull = one.times.every((each) => each.left === 0);
            return (
              <Tap
                key={one.day}
                role="radio"
                className={`opt ${one.day === day ? 'is-on' : ''} ${isFull ? 'is-off' : ''}`}
                isOn={one.day === day}
                isOff={isFull}
                label={`${dayWords(one.day)}${isFull ? '，约满' : ''}`}
                onTap={() => {
                  setDay(one.day);
                  setTime('');
                }}
              >
                {dayWords(one.day)}
              </Tap>
            );
          })}
        </Options>
        <Options label="几点">
          {times.map((one) => (
            <Tap
              key={one.time}
              role="radio"
              className={`opt ${one.time === time ? 'is-on' : ''} ${one.left === 0 ? 'is-off' : ''}`}
              isOn={one.time === time}
              isOff={one.left === 0}
              label={`${one.time}，${one.left === 0 ? '约满' : `剩 ${one.left}`}`}
              onTap={() => setTime(one.time)}
            >
              {one.time} {one.left === 0 ? '约满' : `剩 ${one.left}`}
            </Tap>
          ))}
        </Options>
        {left > 1 ? (
          <Row title="来几份" value={<Stepper what="份数" count={pieces} atMost={atMost} onChange={setWanted} />} />
        ) : null}
        {book.error ? <Note tone="bad">{refusalWords(book.error)}</Note> : null}
        <Button size="block" className="mt12" isOff={!isChosen || book.isPending} onTap={act}>
          {isChosen ? `约 ${dayWords(day)} ${time}` : '选一个时间'}
        </Button>
      </View>
    </>
  );
}
