import { picturesFound, type SeriesRecord, sha256 } from '@shared/proofs';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { pickFiles } from './pickFiles';

/** A picture of a series is far smaller. */
const MOST_BYTES = 30_000_000;

interface Given {
  readonly nth: number;
  readonly name: string;
  /** SHA-256 of its bytes; null of one that was too large to be read. */
  readonly hash: string | null;
}

async function hashed(file: File, nth: number): Promise<Given> {
  const hash = file.size > MOST_BYTES ? null : sha256(new Uint8Array(await file.arrayBuffer()));
  return { nth, name: file.name, hash };
}

/** Pictures of the series beside those whose hashes its record has, in whatever order they are chosen. */
export function PicturesCard({ series }: { series: SeriesRecord }) {
  const [given, setGiven] = useState<readonly Given[]>([]);
  const choose = async () => {
    const files = await pickFiles('image/*', true);
    if (files.length > 0) setGiven(await Promise.all(files.map(hashed)));
  };
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>图片对不对</HeadTitle>
        <View className="head-right">发行时 {series.pictures.length} 张</View>
      </View>
      {given.length > 0 ? (
        <Compared series={series} given={given} />
      ) : (
        <View className="small muted">
          图片不在证书里，证书里是每张的哈希。手上有原图就选进来对一对，一个字节不同也看得出；截图和压缩过的算另一张。
        </View>
      )}
      <Button kind="line" size="block" className="mt12" onTap={() => void choose()}>
        {given.length > 0 ? '换几张图片' : '选图片'}
      </Button>
    </View>
  );
}

function Compared({ series, given }: { series: SeriesRecord; given: readonly Given[] }) {
  const read = given.filter((one): one is Given & { hash: string } => one.hash !== null);
  const { places, missing } = picturesFound(
    series,
    read.map(({ hash }) => hash),
  );
  const placeOf = (one: Given) => places[read.indexOf(one as Given & { hash: string })];
  const isAll = missing.length === 0 && places.every((place) => place !== null) && read.length === given.length;
  return (
    <>
      {isAll ? (
        <Note tone="ok">{series.pictures.length} 张都和发行时的一样，一个字节也不差。</Note>
      ) : places.some((place) => place === null) ? (
        <Note tone="bad">有图片不是发行时的那几张：改过，或是另一张。</Note>
      ) : null}
      {given.map((one) => (
        <Row
          key={one.nth}
          isFirst={one.nth === 0}
          isCompact
          title={<View className="wrap">{one.name}</View>}
          value={
            one.hash === null ? (
              <View className="tag tag-warn">太大，没有读</View>
            ) : placeOf(one) === null ? (
              <View className="tag tag-bad">对不上</View>
            ) : (
              <View className="tag tag-ok">第 {placeOf(one)} 张</View>
            )
          }
        />
      ))}
      {missing.length > 0 ? <View className="small muted mt8">第 {missing.join('、')} 张没有选，没有对。</View> : null}
    </>
  );
}
