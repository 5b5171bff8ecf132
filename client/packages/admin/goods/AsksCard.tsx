import { type AskKind, OPEN_LENGTHS } from '@shared/asks';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { Tap } from '../../../components/Tap';
import { ASK_KIND_WORDS } from '../../../copy/answers';
import { type AskDraft, askFault, MOST_ASKS, newAsk } from './asks';
import type { ChangeDraft, GoodsDraft } from './draft';

const ASK_KINDS = Object.keys(ASK_KIND_WORDS) as AskKind[];

interface AsksCardProps {
  readonly draft: GoodsDraft;
  readonly tellsFaults: boolean;
  readonly onChange: ChangeDraft;
}

/** What the buyer has to tell before the product is bought: a number to top up, a name, a day. */
export function AsksCard({ draft, tellsFaults, onChange }: AsksCardProps) {
  const put = (key: string, changes: Partial<AskDraft>) =>
    onChange((now) => ({
      ...now,
      asks: now.asks.map((ask) => (ask.key === key ? { ...ask, ...changes } : ask)),
    }));
  const remove = (key: string) => onChange((now) => ({ ...now, asks: now.asks.filter((ask) => ask.key !== key) }));
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>要买家填的</HeadTitle>
        {draft.asks.length < MOST_ASKS ? (
          <Button
            kind="plain"
            size="small"
            label="加一项要买家填的"
            onTap={() => onChange((now) => ({ ...now, asks: [...now.asks, newAsk(now.asks)] }))}
          >
            加一项
          </Button>
        ) : null}
      </View>
      {draft.asks.length === 0 ? (
        <View className="small muted">充值的号码、入住人、送到的日子，都在这里要，买家下单时填。</View>
      ) : null}
      {draft.asks.map((ask, at) => (
        <OneAsk
          key={ask.key}
          ask={ask}
          what={`第 ${at + 1} 项`}
          isFirst={at === 0}
          fault={tellsFaults ? askFault(ask) : null}
          onChange={(changes) => put(ask.key, changes)}
          onRemove={() => remove(ask.key)}
        />
      ))}
    </View>
  );
}

interface OneAskProps {
  readonly ask: AskDraft;
  readonly what: string;
  readonly isFirst: boolean;
  readonly fault: string | null;
  readonly onChange: (changes: Partial<AskDraft>) => void;
  readonly onRemove: () => void;
}

function OneAsk({ ask, what, isFirst, fault, onChange, onRemove }: OneAskProps) {
  return (
    <>
      <Field
        isFirst={isFirst}
        words={what}
        value={ask.label}
        max={10}
        hint="手机号、户号、入住人"
        fault={fault}
        onInput={(label) => onChange({ label })}
        unit={
          <Tap className="order-key" label={`去掉${what}`} onTap={onRemove}>
            <Icon name="trash" size={20} />
          </Tap>
        }
      />
      <Choice
        label={`${what}填什么`}
        options={ASK_KINDS.map((key) => ({ key, words: ASK_KIND_WORDS[key] }))}
        chosen={ask.kind}
        onChoose={(kind) => onChange({ kind })}
      />
      {ask.kind === 'choice' ? (
        <Field
          words="选项"
          value={ask.choices}
          max={400}
          hint="用空格隔开"
          onInput={(choices) => onChange({ choices })}
        />
      ) : (
        <Field
          words="提示"
          value={ask.hint}
          max={30}
          hint="空着时看到的字，可以不填"
          onInput={(hint) => onChange({ hint })}
        />
      )}
      {OPEN_LENGTHS.includes(ask.kind) ? (
        <>
          <Field
            words="最少几位"
            type="number"
            value={ask.least}
            max={3}
            hint="可以不填"
            onInput={(least) => onChange({ least })}
          />
          <Field
            words="最多几位"
            type="number"
            value={ask.most}
            max={3}
            hint="可以不填"
            onInput={(most) => onChange({ most })}
          />
        </>
      ) : null}
      {ask.kind === 'date' ? (
        <Field
          words="提前几天"
          type="number"
          value={ask.ahead}
          max={3}
          hint="0 为当天"
          onInput={(ahead) => onChange({ ahead })}
        />
      ) : null}
      <Row
        title="必填"
        value={
          <Toggle label={`${what}必填`} isOn={ask.isRequired} onChange={(isRequired) => onChange({ isRequired })} />
        }
      />
    </>
  );
}
