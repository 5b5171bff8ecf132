import type { ImportKind, ImportShown } from '@shared/contract';
import { SHEET_KINDS, showMoment } from '@shared/format';
import { type MemberRole, type StaffArea, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { IMPORT_KINDS, IMPORT_STATES } from '../../../copy/imports';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { ExportCard } from './ExportCard';

/** Where those work who read in a kind of sheet. The function asks the same. */
const AREAS: Readonly<Record<ImportKind, StaffArea>> = {
  shipping: 'staff.orders',
  goods: 'staff.shop',
  points: 'staff.money',
};

/** Sheets that can be read in, and those that were. */
export default function ImportsScreen() {
  return (
    <AdminScreen area="staff.any" title="表格">
      {({ roles }) => (
        <>
          <Kinds roles={roles} />
          <ExportCard roles={roles} />
          <List />
        </>
      )}
    </AdminScreen>
  );
}

function Kinds({ roles }: { roles: readonly MemberRole[] }) {
  const kinds = SHEET_KINDS.filter((kind) => worksIn(roles, AREAS[kind]));
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>导入一张表</HeadTitle>
      </View>
      <View className="small muted mb8">先全部检查，有一行不对，就一行也不执行。</View>
      {kinds.map((kind) => (
        <Row
          key={kind}
          title={IMPORT_KINDS[kind].name}
          sub={IMPORT_KINDS[kind].words}
          label={`导入${IMPORT_KINDS[kind].name}`}
          onTap={() => go.admin('import', `kind=${kind}`)}
        />
      ))}
    </View>
  );
}

const TONES: Readonly<Partial<Record<ImportShown['state'], string>>> = {
  faulty: 'tag-warn',
  ready: 'tag-accent',
  waiting: 'tag-accent',
  applying: 'tag-accent',
  done: 'tag-ok',
};

function List() {
  const list = useListPages('admin.listImports', { limit: 20 }, (page) => page.imports);
  return (
    <ListShown
      list={list}
      fault="导入记录没取到"
      empty={{ icon: 'table', title: '还没有导入过', words: '选一种表，可以先下载空表照着填。' }}
    >
      <View className="card card-tight">
        {list.rows.map((one, at) => (
          <Row
            key={one.importId}
            isFirst={at === 0}
            title={<View className="wrap">{one.name}</View>}
            sub={`${IMPORT_KINDS[one.kind].name} · ${one.lines} 行 · ${showMoment(one.begunAtMs)}`}
            value={<View className={`tag ${TONES[one.state] ?? ''}`}>{IMPORT_STATES[one.state]}</View>}
            label={`${one.name}，${IMPORT_STATES[one.state]}`}
            onTap={() => go.admin('import', `id=${encodeURIComponent(one.importId)}`)}
          />
        ))}
      </View>
    </ListShown>
  );
}
