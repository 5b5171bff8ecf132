import { Text, View } from '@tarojs/components';
import { Link } from '../../../components/Button';
import { useRead } from '../../../gateway';

/** Where a search looks: in all goods, in a category with what is below it, or in a shop. */
export interface Scope {
  readonly category?: string;
  readonly shopId?: string;
}

/** The name of where a search looks; null in all goods, or before it is known. */
export function useScopeName(scope: Scope): string | null {
  const categories = useRead('shop.listCategories', {}, { isOn: scope.category !== undefined });
  if (scope.category)
    return categories.value?.categories.find((one) => one.categoryId === scope.category)?.name ?? null;
  return scope.shopId ? '这家店' : null;
}

/** Says where is looked, and lets it be all goods. */
export function ScopeLine({ scope, onScope }: { scope: Scope; onScope: (scope: Scope) => void }) {
  const name = useScopeName(scope);
  if (!scope.category && !scope.shopId) return null;
  return (
    <View className="flex between small">
      <View>
        只在 <Text className="bold">{name ? `「${name}」` : '这一类'}</Text> 里找
      </View>
      <Link label="改为搜全部商品" onTap={() => onScope({})}>
        搜全部商品
      </Link>
    </View>
  );
}
