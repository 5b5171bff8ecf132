import type { WithdrawalRow } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Row } from '../../components/Row';
import { withdrawalWords } from '../../copy/withdrawals';
import { go } from '../../state/routes';

/** Withdrawals with their states in words. */
export const WithdrawalRows = ({ rows }: { rows: readonly WithdrawalRow[] }) => (
  <>
    {rows.map((row, at) => {
      const { tag, tone, words } = withdrawalWords(row);
      return (
        <Row
          key={row.withdrawalId}
          isFirst={at === 0}
          title={
            <View className="flex gap8 wraps">
              <Amount units={row.amountFen} asset="cash" isPrivate />
              <View className={`tag ${tone}`}>{tag}</View>
            </View>
          }
          sub={words}
          onTap={() => go.withdrawal(row.withdrawalId)}
        />
      );
    })}
  </>
);
