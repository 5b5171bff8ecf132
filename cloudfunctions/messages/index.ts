import { serve } from '../_actions/handler';
import { list } from './list';
import { markAllRead, markRead } from './marks';
import { placePicture, say, seeThread, viewThread } from './service/buyer';
import {
  answerOfPlatform,
  answerOfShop,
  listThreadsOfPlatform,
  listThreadsOfShop,
  seeThreadOfPlatform,
  seeThreadOfShop,
  viewThreadOfPlatform,
  viewThreadOfShop,
} from './service/staff';
import { noteAccepted, templates } from './templates';

/** What a member is told, what may be sent in WeChat as well, and what members and shops say to each other. */
export const main = serve<'messages'>({
  'messages.list': list,
  'messages.markRead': markRead,
  'messages.markAllRead': markAllRead,
  'messages.templates': templates,
  'messages.noteAccepted': noteAccepted,
  'messages.viewThread': viewThread,
  'messages.say': say,
  'messages.seeThread': seeThread,
  'messages.placePicture': placePicture,
  'messages.listThreadsOfShop': listThreadsOfShop,
  'messages.viewThreadOfShop': viewThreadOfShop,
  'messages.answerOfShop': answerOfShop,
  'messages.seeThreadOfShop': seeThreadOfShop,
  'messages.listThreadsOfPlatform': listThreadsOfPlatform,
  'messages.viewThreadOfPlatform': viewThreadOfPlatform,
  'messages.answerOfPlatform': answerOfPlatform,
  'messages.seeThreadOfPlatform': seeThreadOfPlatform,
});
