import type { AboutAsked } from '@shared/contract';
import { Button as HostButton } from '@tarojs/components';
import type { ReactNode } from 'react';
import { go } from '../state/routes';
import { Tap } from './Tap';

interface ServiceEntryProps {
  readonly shopId: string;
  /** What one asks about, as it is called; nothing in particular where it is left out. */
  readonly about?: AboutAsked & { readonly title: string };
  readonly className: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** The page of what is asked about: where the card beside the first words leads in WeChat. */
const PATHS: Readonly<Record<AboutAsked['kind'], string>> = {
  goods: '/packages/order/goods/index',
  order: '/packages/order/order/index',
  afterSales: '/packages/service/case/index',
};

/** WeChat's own way to the shop's people, with what one asks about as a card beside the first words. */
function WechatEntry({ about, className, label, children }: ServiceEntryProps) {
  return (
    <HostButton
      className={`host-button ${className}`}
      openType="contact"
      showMessageCard={about !== undefined}
      sendMessageTitle={about?.title ?? ''}
      sendMessagePath={about ? `${PATHS[about.kind]}?id=${encodeURIComponent(about.id)}` : ''}
      aria-label={label}
    >
      {children}
    </HostButton>
  );
}

function BrowserEntry({ shopId, about, className, label, children }: ServiceEntryProps) {
  return (
    <Tap className={className} role="link" label={label} onTap={() => go.thread(shopId, about)}>
      {children}
    </Tap>
  );
}

/** Leads to the people of a shop: to WeChat's own service, or to the thread with the shop in a browser. */
export const ServiceEntry = process.env.TARO_ENV === 'weapp' ? WechatEntry : BrowserEntry;
