import type { StayShown } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';

/** 11-27 14:00 后入住，11-29 12:00 前离店，2 晚 */
export const stayWords = ({ from, to, nights, inFrom, outBy }: StayShown): string =>
  `${showDay(from)} ${inFrom} 后入住，${showDay(to)} ${outBy} 前离店，${nights.length} 晚`;

/** Until when it may be cancelled for nothing, and what comes later: told before it is paid. */
export const laterWords = ({ freeUntilMs, later }: StayShown): string =>
  `${showMoment(freeUntilMs)} 前取消全退；之后${later === 'none' ? '不退' : '取消由店家答复退不退'}。`;
