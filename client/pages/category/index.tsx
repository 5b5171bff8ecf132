import { Screen } from '@client/components/Screen';

export default function Page() {
  return <Screen tab="category" title="x">x</Screen>;
}
