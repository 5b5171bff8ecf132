/**
 * The report's only script: a line across a picture under the pointer, and that day's row of the table in words. All
 * that it says stands in the page already; without it nothing is missing.
 */
export const SCRIPT = `
document.querySelectorAll('.chart').forEach(function (card) {
  var plot = card.querySelector('.plot');
  var cursor = plot.querySelector('.cursor');
  var readout = card.querySelector('.readout');
  var heads = card.querySelectorAll('thead th');
  var rows = card.querySelectorAll('tbody tr');
  var steps = Number(plot.dataset.steps);
  plot.addEventListener('pointermove', function (event) {
    var box = plot.getBoundingClientRect();
    var step = Math.min(steps - 1, Math.max(0, Math.floor((event.clientX - box.left) / box.width * steps)));
    var cells = rows[step].children;
    var words = [];
    for (var at = 0; at < cells.length; at += 1) words.push(heads[at].textContent + ' ' + cells[at].textContent);
    readout.textContent = words.join('，');
    var x = 100 * (step + 0.5) / steps + '%';
    cursor.setAttribute('x1', x);
    cursor.setAttribute('x2', x);
    cursor.style.visibility = 'visible';
  });
  plot.addEventListener('pointerleave', function () {
    cursor.style.visibility = 'hidden';
    readout.textContent = '';
  });
});
`;

/** SHA-256 of SCRIPT in base64: the page lets no other script run. A test holds the two together. */
export const SCRIPT_HASH = '1qfvf9vC63CIzHbsrkU9lnmizFEPU0HUA9IQ+booYdg=';
