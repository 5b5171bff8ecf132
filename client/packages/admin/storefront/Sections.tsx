import type { Industry, Section } from '@shared/contract';
import { Field, Options } from '../../../components/form/Field';
import { INDUSTRY_WORDS } from '../../../copy/terms';
import { CategoriesField, Choice, GoodsField } from './TargetField';

export const SECTION_WORDS = {
  offers: '限时价',
  hot: '卖得多',
  new: '新上架',
  industry: '一个行业',
  picked: '自己选的商品',
  categories: '几个分类',
} as const satisfies Record<Section['kind'], string>;

/** A section of a kind, as it begins. */
function begunAs(kind: Section['kind'], title: string): Section {
  switch (kind) {
    case 'industry':
      return { kind, title, industry: 'grocery' };
    case 'picked':
      return { kind, title, goodsIds: [] };
    case 'categories':
      return { kind, title, categoryIds: [] };
    default:
      return { kind, title };
  }
}

/** The list with one added, or taken away where it is there. */
const toggled = (ids: readonly string[], id: string, most: number): string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id].slice(-most);

/** One section: what it shows, and what it is called. */
export function Sections({ section, onChange }: { section: Section; onChange: (section: Section) => void }) {
  const { kind, title } = section;
  return (
    <>
      <Options isFirst label="放什么">
        {(Object.keys(SECTION_WORDS) as Section['kind'][]).map((one) => (
          <Choice
            key={one}
            words={SECTION_WORDS[one]}
            isOn={one === kind}
            onTap={() => onChange(begunAs(one, SECTION_WORDS[one]))}
          />
        ))}
      </Options>
      <Field
        words="标题"
        value={title}
        max={12}
        hint="栏目上的字"
        onInput={(now) => onChange({ ...section, title: now })}
      />
      {section.kind === 'industry' ? (
        <Options label="行业">
          {(Object.keys(INDUSTRY_WORDS) as Industry[]).map((one) => (
            <Choice
              key={one}
              words={INDUSTRY_WORDS[one]}
              isOn={one === section.industry}
              onTap={() => onChange({ ...section, industry: one })}
            />
          ))}
        </Options>
      ) : null}
      {section.kind === 'picked' ? (
        <GoodsField
          label="商品"
          chosen={section.goodsIds}
          onTap={(id) => onChange({ ...section, goodsIds: toggled(section.goodsIds, id, 12) })}
        />
      ) : null}
      {section.kind === 'categories' ? (
        <CategoriesField
          label="分类"
          chosen={section.categoryIds}
          onTap={(id) => onChange({ ...section, categoryIds: toggled(section.categoryIds, id, 8) })}
        />
      ) : null}
    </>
  );
}
