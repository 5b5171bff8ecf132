type Context = CanvasRenderingContext2D;

/** A closed shape of straight edges. */
function shape(context: Context, color: string, corners: readonly (readonly [x: number, y: number])[]): void {
  context.fillStyle = color;
  context.beginPath();
  corners.forEach(([x, y], nth) => {
    if (nth === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
  context.fill();
}

function disc(context: Context, color: string, x: number, y: number, radius: number): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** A basket with what a morning needs: milk, an apple, bread. Flat shapes, so that no picture has to be loaded. */
export function drawBasket(context: Context): void {
  drawWicker(context);
  drawMilk(context);
  drawApple(context);
  drawBread(context);
}

function drawWicker(context: Context): void {
  context.strokeStyle = '#C9772F';
  context.lineWidth = 10;
  context.beginPath();
  context.arc(236, 146, 58, Math.PI, 2 * Math.PI);
  context.stroke();
  shape(context, '#D98B43', [
    [160, 156],
    [312, 156],
    [294, 240],
    [178, 240],
  ]);
  shape(context, '#E5A25F', [
    [152, 142],
    [320, 142],
    [320, 162],
    [152, 162],
  ]);
  context.strokeStyle = '#B9692A';
  context.lineWidth = 3;
  for (let nth = 0; nth < 6; nth += 1) {
    context.beginPath();
    context.moveTo(172 + nth * 24, 166);
    context.lineTo(184 + nth * 18, 238);
    context.stroke();
  }
  for (const y of [182, 202, 222]) {
    context.beginPath();
    context.moveTo(168, y);
    context.lineTo(304, y);
    context.stroke();
  }
}

function drawMilk(context: Context): void {
  shape(context, '#BFE3F2', [
    [36, 168],
    [88, 168],
    [82, 240],
    [42, 240],
  ]);
  shape(context, '#F7FAFB', [
    [39, 184],
    [85, 184],
    [80, 236],
    [44, 236],
  ]);
}

function drawApple(context: Context): void {
  disc(context, '#D7372F', 118, 210, 24);
  disc(context, '#D7372F', 142, 210, 24);
  disc(context, '#E5534A', 112, 202, 8);
  shape(context, '#4D8B3A', [
    [130, 184],
    [148, 170],
    [150, 182],
  ]);
  context.strokeStyle = '#6B4A2B';
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(130, 192);
  context.lineTo(130, 178);
  context.stroke();
}

function drawBread(context: Context): void {
  shape(context, '#C98A45', [
    [274, 206],
    [326, 206],
    [326, 242],
    [274, 242],
  ]);
  disc(context, '#C98A45', 287, 206, 13);
  disc(context, '#C98A45', 313, 206, 13);
  shape(context, '#F0CE95', [
    [279, 208],
    [321, 208],
    [321, 237],
    [279, 237],
  ]);
  disc(context, '#F0CE95', 289, 208, 10);
  disc(context, '#F0CE95', 311, 208, 10);
}
