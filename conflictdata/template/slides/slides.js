// One slide at a time, by keys and by the links at its foot; the address names it.
const slides = [...document.querySelectorAll('main > section')];
const steps = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity
};
const LEAST = 0.6; // of the size of type; smaller is not read from the last row

function now() {
  return Math.max(0, slides.findIndex(slide => '#' + slide.id === location.hash));
}

// Type as large as the slide holds.
function fit(slide) {
  for (let size = 1; size >= LEAST; size -= 0.05) {
    slide.style.fontSize = `${size}em`;
    if (slide.scrollHeight <= slide.clientHeight && slide.scrollWidth <= slide.clientWidth) return;
  }
}

function lay() {
  slides.forEach(slide => { slide.hidden = false; });
  slides.forEach(fit);
  show();
}

function show() {
  slides.forEach((slide, i) => { slide.hidden = i !== now(); });
  scrollTo(0, 0);
}

// A screen reader says where it is: the number of the slide, and its heading.
function arrive() {
  show();
  const heading = slides[now()].querySelector('h2, h3') || slides[now()];
  heading.tabIndex = -1;
  heading.focus();
}

addEventListener('keydown', event => {
  if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const wanted = Math.min(Math.max(now() + steps[event.key], 0), slides.length - 1);
  location.hash = slides[wanted].id;
});
addEventListener('hashchange', arrive);
addEventListener('resize', lay);
document.documentElement.classList.add('one');
lay();
