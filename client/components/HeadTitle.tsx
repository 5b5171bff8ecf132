import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { headingProps } from './headingProps';

/** The title of a card or of a part of a page: who listens steps from one to the next. */
export const HeadTitle = ({ className = '', children }: { className?: string; children: ReactNode }) => (
  <View className={`head-title ${className}`} {...headingProps(2)}>
    {children}
  </View>
);
