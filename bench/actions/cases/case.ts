import type { ActionName, InputOf } from '@shared/contract';
import type { Scene } from '../scene';

type Made<Input> = Input | Promise<Input>;

/** One call of an action, as it is measured. */
export interface Case<Input> {
  /** What sets it apart from other cases of the action: part of the row's name. */
  readonly of?: string;
  /** Sets the scene and answers what to call with. Not measured; done anew for every call. */
  readonly prepare: (scene: Scene) => Made<{ readonly input: Input; readonly token?: string }>;
}

/** Cases of some actions: at least one each. */
export type CasesOf<Name extends ActionName> = {
  readonly [One in Name]: readonly [Case<InputOf<One>>, ...Case<InputOf<One>>[]];
};

/** Who calls, by the scene's names; a guest has not signed in. */
type Caller = 'guest' | 'buyer' | 'leader' | 'admin' | 'secondAdmin';

/** A call by one of the scene's people with an input that is made when it is needed. */
export const by = <Input>(caller: Caller, input: (scene: Scene) => Made<Input>, of?: string): Case<Input> => ({
  ...(of === undefined ? {} : { of }),
  prepare: async (scene) => ({
    input: await input(scene),
    ...(caller === 'guest' ? {} : { token: scene[caller].token }),
  }),
});
