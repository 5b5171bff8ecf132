export default { enableShareAppMessage: true, enableShareTimeline: true };
