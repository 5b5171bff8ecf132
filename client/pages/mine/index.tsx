import { Screen } from '@client/components/Screen';

export default function Page() {
  return <Screen tab="mine" title="x">x</Screen>;
}
