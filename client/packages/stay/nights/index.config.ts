export default { navigationBarTitleText: '选日子' };
