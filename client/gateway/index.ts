export { call } from './call';
export { forgetKept } from './kept';
export { useNetwork, watchNetwork } from './network';
export { pictureAddress } from './picture';
export { forgetAll, queryClient, useAct, useRead, useReadPages } from './queries';
export { asRefused, type ClientRefusal, isOffline, Refused } from './refused';
export { newRequestId } from './requestId';
export { useSession } from './session';
export { type PictureKind, uploadPicture } from './upload';
