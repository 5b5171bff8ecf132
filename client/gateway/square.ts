import { pickPictures } from './pick';
import type { Picked } from './uploader';

/** Sharp on any phone at the size that avatars are shown in, and some ten KB. */
const SIDE = 256;
const QUALITY = 0.85;

/** The largest square in the middle of a picture. */
function squareIn(width: number, height: number): { left: number; top: number; side: number } {
  const side = Math.min(width, height);
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side };
}

/** Browser only: lets somebody pick one picture and cuts it to a small square. Null when it was cancelled. */
export async function pickSquare(): Promise<Picked | null> {
  const [picked] = await pickPictures(1);
  if (!picked) return null;
  const image = new Image();
  image.src = picked.path;
  // What the browser cannot read goes on as it is: the door says that it is no picture.
  const isRead = await image.decode().then(
    () => true,
    () => false,
  );
  const paper = document.createElement('canvas');
  Object.assign(paper, { width: SIDE, height: SIDE });
  const pen = paper.getContext('2d');
  if (!isRead || !pen) return picked;
  const { left, top, side } = squareIn(image.naturalWidth, image.naturalHeight);
  // A picture that can be seen through lies on white: it is kept without transparency.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.drawImage(image, left, top, side, side, 0, 0, SIDE, SIDE);
  const cut = await new Promise<Blob | null>((resolve) => paper.toBlob(resolve, 'image/jpeg', QUALITY));
  URL.revokeObjectURL(picked.path);
  return cut && { path: URL.createObjectURL(cut), bytes: cut.size };
}
