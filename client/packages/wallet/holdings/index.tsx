import type { HoldingRow, OutputOf } from '@shared/contract';
import { showDay, showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { PointsField } from '../../../features/exits/PointsField';
import { unitsTyped } from '../../../features/exits/typed';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { useListPages, useRead, useSession } from '../../../gateway';
import { HoldingSheet } from './HoldingSheet';

type Preview = OutputOf<'wallet.previewHolding'>;

const DECIMALS = 6;
const TOUCHED = ['wallet.previewHolding', 'wallet.listHoldings', 'wallet.view'] as const;

/** Certificates that one's own points are held: what can be certified, and those that were. */
export default function HoldingsScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  if (isSignedIn) return <Holdings />;
  return (
    <Screen title="持有证明">
      <SignInState words="登录后才能看到你的持有证明。" />
    </Screen>
  );
}

function Holdings() {
  const [typed, setTyped] = useState('');
  const [tellsBalances, setTells] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const preview = useRead('wallet.previewHolding', {});
  const microPoints = unitsTyped(typed, DECIMALS);
  const made = useConfirmed('wallet.exportHolding', { microPoints, tellsBalances }, TOUCHED, {
    onDone: ({ certificateId }) => {
      setTyped('');
      setTells(false);
      setShown(certificateId);
    },
  });
  const stopped = useStopped('redemptions');
  const { value } = preview;
  const canAsk = value !== undefined && value.paused === null;
  const isEnough = canAsk && microPoints > 0 && microPoints <= value.mostMicroPoints;
  const points = showPlain(microPoints, 'appreciating');
  return (
    <Screen
      title="持有证明"
      stops={['redemptions']}
      isDemo={value?.isDemo}
      foot={
        canAsk && value.mostMicroPoints > 0 ? (
          <View className="bar">
            <Button size="block" isOff={!isEnough || stopped !== null} onTap={made.open}>
              {stopped ?? (isEnough ? `开证明，锁定 ${points}` : microPoints > 0 ? '超过能开的' : '先输数量')}
            </Button>
          </View>
        ) : null
      }
      over={
        <>
          <PayPasswordSheet
            title="确认开证明"
            isOpen={made.isOpen}
            isDemo={value?.isDemo}
            what={
              <>
                <View className="small muted">锁定到交易所答复为止，自己不能撤回</View>
                <Amount units={microPoints} asset="appreciating" size="hero" />
              </>
            }
            isBusy={made.isBusy}
            refused={made.refused}
            onPassword={made.confirm}
            onClose={made.close}
          />
          <HoldingSheet certificateId={shown} isDemo={value?.isDemo} onClose={() => setShown(null)} />
        </>
      }
    >
      <Shown of={preview} fault="现在开不了证明" skeleton={<CardSkeleton height={200} />}>
        {(one) => (
          <>
            <Standing preview={one} />
            {one.paused ? (
              <View className="card">
                <Note tone="warn">
                  {one.paused.sinceDay ? `许可从 ${showDay(one.paused.sinceDay)} 起停着` : '许可还没有'}
                  ，暂时不开新的。积分仍归你；已经开出的照旧，交易所答复后照样解锁。
                </Note>
              </View>
            ) : one.mostMicroPoints === 0 ? null : (
              <>
                <PointsField
                  words="证明多少积分"
                  asset="appreciating"
                  typed={typed}
                  decimals={DECIMALS}
                  held={one.heldMicroPoints}
                  locked={one.lockedMicroPoints}
                  most={one.mostMicroPoints}
                  left={null}
                  onTyped={setTyped}
                />
                <Terms tellsBalances={tellsBalances} onTells={setTells} />
              </>
            )}
          </>
        )}
      </Shown>
      {made.refused && !made.isOpen ? <Note tone="bad">{refusalWords(made.refused)}</Note> : null}
      <List onShow={setShown} />
    </Screen>
  );
}

/** What is held, what of it is locked, and what the last close has of it. */
function Standing({ preview }: { preview: Preview }) {
  const { heldMicroPoints, lockedMicroPoints, day, atCloseMicroPoints, mostMicroPoints } = preview;
  const isShort = lockedMicroPoints > heldMicroPoints;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>给交易所看的证明</HeadTitle>
      </View>
      <View className="small muted">
        证明你在上次收盘时至少持有这么多增值积分，由店家签名，离开这里也能核对。文件里是代号，不写姓名和手机号，也不写值多少钱。
      </View>
      <View className="mt8">
        <LedgerRow label="现在持有">
          <Amount units={heldMicroPoints} asset="appreciating" isPrivate />
        </LedgerRow>
        <LedgerRow label="其中锁定">
          <Amount units={lockedMicroPoints} asset="appreciating" isPrivate />
        </LedgerRow>
        <LedgerRow label={`${showDay(day)} 收盘时持有`}>
          <Amount units={atCloseMicroPoints} asset="appreciating" isPrivate />
        </LedgerRow>
        <LedgerRow label="现在最多能开">
          <Amount units={mostMicroPoints} asset="appreciating" isPrivate />
        </LedgerRow>
      </View>
      {isShort ? (
        <View className="mt8">
          <Note>
            退货或更正收回了一部分积分，收回不受锁定限制，所以锁定的比持有的多。证明说的是那天收盘时的，仍然属实。
          </Note>
        </View>
      ) : null}
    </View>
  );
}

/** What somebody should know before points are locked, and whether the file tells more. */
function Terms({ tellsBalances, onTells }: { tellsBalances: boolean; onTells: (tells: boolean) => void }) {
  return (
    <View className="card">
      <Note tone="warn">
        开出后，这些积分仍归你，照常计入；但不能卖出、不能换恒定积分、不能兑商品和藏品，收盘也不会自动卖出它们，直到交易所答复。文件已经到了外面，你自己不能撤回。
      </Note>
      <View className="mt12">
        <TickRow isOn={tellsBalances} label="附上余额证明" onTap={() => onTells(!tellsBalances)}>
          附上余额证明
          <View className="cap muted">
            不附：交易所凭店家的签名相信。附上：能自己算出你在当天的总数里，但会看到你的会员号和当天全部余额。
          </View>
        </TickRow>
      </View>
    </View>
  );
}

function List({ onShow }: { onShow: (certificateId: string) => void }) {
  const list = useListPages('wallet.listHoldings', { limit: 20 }, (page) => page.holdings);
  return (
    <ListShown
      list={list}
      fault="开过的证明没取到"
      empty={{ icon: 'page', title: '还没有开过', words: '开出的证明和它们到了哪一步，都在这里。' }}
    >
      <View className="card card-tight">
        {list.rows.map((row, at) => (
          <Row
            key={row.certificateId}
            isFirst={at === 0}
            title={<Amount units={row.microPoints} asset="appreciating" />}
            sub={subOf(row)}
            value={<View className={`tag ${row.state === 'out' ? 'tag-warn' : ''}`}>{stateWords(row)}</View>}
            label={`${showPlain(row.microPoints, 'appreciating')} 积分的持有证明，${stateWords(row)}`}
            onTap={() => onShow(row.certificateId)}
          />
        ))}
      </View>
    </ListShown>
  );
}

const stateWords = ({ state }: HoldingRow): string => (state === 'out' ? '锁定中' : '已解锁');

const subOf = ({ day, atMs, releasedAtMs }: HoldingRow): string =>
  releasedAtMs === null
    ? `${showDay(day)} 收盘，${showMoment(atMs)} 起锁定`
    : `${showDay(day)} 收盘，${showMoment(releasedAtMs)} 解锁`;
