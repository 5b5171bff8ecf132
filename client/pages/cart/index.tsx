import { Screen } from '@client/components/Screen';

export default function Page() {
  return <Screen tab="cart" title="x">x</Screen>;
}
