import type { AuditLine } from '@shared/contract';
import { showDay, showTime, showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { AUDIT_KINDS, auditWords, briefWords, fieldWords, fromWords, valueWords } from '../../../copy/audit';
import { STAFF_ROLES } from '../../../copy/roles';
import { serverNow } from '../../../gateway';

/** Fields that a line shows of a change; all of them are in its sheet. */
const SHOWN = 2;
/** What a line names of what it is about: the first that is there. */
const NAMES = ['title', 'name', 'orderNo', 'shopName', 'feature'];

const roleWords = ({ byRoles }: AuditLine): string => {
  const [role] = byRoles;
  return role === undefined ? '' : `（${role === 'merchant' ? '商家' : STAFF_ROLES[role].title}）`;
};

/** Who did it: oneself is 你. */
export const whoWords = (line: AuditLine, ownId: string): string =>
  `${line.memberId === ownId ? '你' : line.byName || '已注销'}${roleWords(line)}`;

const detail = ({ details }: AuditLine, name: string): string => details.find((one) => one.name === name)?.value ?? '';

const aboutWords = (line: AuditLine): string =>
  line.aboutName || NAMES.map((name) => detail(line, name)).find(Boolean) || '';

/** The same in a few words; where they do not tell the two apart, that something within it changed. */
function BriefChange({ field, before, after }: AuditLine['changes'][number]) {
  const [was, is] = [briefWords(field, before), briefWords(field, after)];
  return (
    <View className="audit-change small">
      <View className="muted">
        {fieldWords(field)}
        {was === is || was === null || is === null ? '' : ` 前 ${was} →`}
      </View>
      <View>{was === is || is === null ? '里面改了，点开看' : was === null ? is : `后 ${is}`}</View>
    </View>
  );
}

/** A value as it reads, and, where that is not the whole of it, as it was written down. */
function Value({ words, field, value }: { words: string; field: string; value: string }) {
  const brief = briefWords(field, value) ?? value;
  const isWhole = brief === valueWords(field, value) || value === '[]' || value === '{}';
  return (
    <>
      <View>
        {words} {brief}
      </View>
      {isWhole ? null : <View className="cap muted wrap">记下的是 {value}</View>}
    </>
  );
}

/** How something stood before, and after. */
export const Change = ({ field, before, after }: AuditLine['changes'][number]) => (
  <View className="audit-change small flow gap4">
    <View className="muted">
      {fieldWords(field)}
      <Value words="前" field={field} value={before} />
    </View>
    <Value words="后" field={field} value={after} />
  </View>
);

interface LinesProps {
  readonly lines: readonly AuditLine[];
  readonly ownId: string;
  readonly onOpen: (line: AuditLine) => void;
}

/** Lines of one day under that day. */
export function Lines({ lines, ownId, onOpen }: LinesProps) {
  const days = [...new Set(lines.map(({ day }) => day))];
  const today = showToday(serverNow());
  return (
    <>
      {days.map((day) => (
        <View key={day}>
          <View className="bold day-head">{day === today ? '今天' : showDay(day)}</View>
          <View className="card card-tight">
            {lines
              .filter((line) => line.day === day)
              .map((line, at) => (
                <Line key={line.lineId} line={line} isFirst={at === 0} ownId={ownId} onOpen={() => onOpen(line)} />
              ))}
          </View>
        </View>
      ))}
    </>
  );
}

function Line({
  line,
  isFirst,
  ownId,
  onOpen,
}: {
  line: AuditLine;
  isFirst: boolean;
  ownId: string;
  onOpen: () => void;
}) {
  const { changes, kind } = line;
  const reason = detail(line, 'reason');
  const said = [showTime(line.atMs), whoWords(line, ownId), fromWords(line), aboutWords(line)];
  return (
    <Row
      isFirst={isFirst}
      lead={
        <View className="audit-mark muted">
          <Icon name={AUDIT_KINDS[kind].icon} size={20} />
        </View>
      }
      title={auditWords(line.action)}
      sub={
        <>
          <View className="wrap">{said.filter(Boolean).join(' · ')}</View>
          {changes.slice(0, SHOWN).map((change) => (
            <BriefChange key={change.field} {...change} />
          ))}
          {changes.length > SHOWN ? <View>还改了 {changes.length - SHOWN} 项</View> : null}
          {reason ? <View className="wrap">理由：{reason}</View> : null}
        </>
      }
      onTap={onOpen}
    />
  );
}
