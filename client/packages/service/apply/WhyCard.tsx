import type { AfterSalesReason } from '@shared/contract';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Textarea } from '../../../components/Input';
import { PicturePicker } from '../../../components/PicturePicker';
import { Tap } from '../../../components/Tap';
import { CASE_REASONS, MOST_CASE_PICTURES } from '../../../copy/afterSales';

const MOST_WORDS = 300;

/** What a buyer says of what is wrong. */
export interface Why {
  readonly reason: AfterSalesReason | null;
  readonly words: string;
  readonly pictures: readonly string[];
}

/** Reason, words and pictures. */
export function WhyCard({ why, onChange }: { why: Why; onChange: (why: Why) => void }) {
  return (
    <View className="card flow gap12">
      <HeadTitle>为什么</HeadTitle>
      <View className="reasons" {...{ role: 'radiogroup' }} aria-label="为什么">
        {(Object.keys(CASE_REASONS) as AfterSalesReason[]).map((reason) => (
          <Tap
            key={reason}
            role="radio"
            className={`reason ${why.reason === reason ? 'is-on' : ''}`}
            isOn={why.reason === reason}
            onTap={() => onChange({ ...why, reason })}
          >
            {CASE_REASONS[reason]}
          </Tap>
        ))}
      </View>
      <View className="said">
        <Textarea
          className="said-text"
          value={why.words}
          maxlength={MOST_WORDS}
          placeholder="说清楚哪里有问题，店家看得到"
          placeholderClass="placeholder"
          aria-label="补充说明"
          autoHeight
          onInput={(event) => onChange({ ...why, words: event.detail.value })}
        />
        <View className="said-count">
          {why.words.length} / {MOST_WORDS}
        </View>
      </View>
      <PicturePicker
        kind="afterSales"
        what="凭据图片"
        pictures={why.pictures}
        most={MOST_CASE_PICTURES}
        onChange={(pictures) => onChange({ ...why, pictures })}
      />
    </View>
  );
}
