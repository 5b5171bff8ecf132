import type { AfterSalesCase } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../components/HeadTitle';
import { PictureOnly } from '../../components/Picture';
import { CASE_BY, caseEventWords } from '../../copy/afterSales';
import './afterSales.css';

type Step = AfterSalesCase['log'][number];

/** Pictures that were shown of a case. */
export function CasePictures({ pictures, what }: { pictures: readonly string[]; what: string }) {
  if (pictures.length === 0) return null;
  return (
    <View className="shots" aria-label={`${what}，${pictures.length} 张`}>
      {pictures.map((picture) => (
        <View key={picture} className="shot pic g1">
          <PictureOnly picture={picture} widthPx={64} />
        </View>
      ))}
    </View>
  );
}

/** Every step of a case, the newest on top, with what was said and shown at it. */
export function CaseLog({ log, by = {} }: { log: readonly Step[]; by?: Partial<Record<Step['by'], string>> }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>经过</HeadTitle>
        <View className="head-right">只增不改</View>
      </View>
      {log.map((step, at) => (
        <View
          key={`${step.atMs}-${step.event}-${step.state}`}
          className={`tl-item ${at === 0 ? 'is-newest' : ''} ${at === log.length - 1 ? 'is-last' : ''}`}
        >
          {caseEventWords(step)}
          {step.words ? <View className="case-said">{step.words}</View> : null}
          <CasePictures pictures={step.pictures} what="图片" />
          <View className="tl-time">
            {showMoment(step.atMs)} · {by[step.by] ?? CASE_BY[step.by]}
          </View>
        </View>
      ))}
    </View>
  );
}
