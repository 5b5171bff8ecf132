import { View } from '@tarojs/components';
import { Component, type ReactNode } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';

/** Catches what a page could not draw: the bar and the tabs stay, and nothing was done to any money. */
export class Boundary extends Component<{ children: ReactNode }, { fault: boolean }> {
  override state = { fault: false };

  static getDerivedStateFromError() {
    return { fault: true };
  }

  override render() {
    if (!this.state.fault) return this.props.children;
    return (
      <View className="card state" {...{ role: 'alert' }}>
        <View className="warn-ink mb4">
          <Icon name="warn" size={36} />
        </View>
        <View className="bold">这一页没画出来</View>
        <View className="small muted">余额和订单没有变。再画一次，还不行请告诉店家。</View>
        <Button kind="line" className="mt12" onTap={() => this.setState({ fault: false })}>
          再画一次
        </Button>
      </View>
    );
  }
}
