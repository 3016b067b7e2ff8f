const PAINT = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "opacity",
  "text-anchor",
] as const;

/** Twice the size on screen, for print. */
const SCALE = 2;
const HEADING_PX = 44;

/** Writes the colours that style sheets and tokens give into the copy, which has neither. */
function fixPaint(drawn: Element, copy: Element): void {
  const style = getComputedStyle(drawn);
  for (const name of PAINT) copy.setAttribute(name, style.getPropertyValue(name));
  [...drawn.children].forEach((child, index) => {
    const twin = copy.children[index];
    if (twin) fixPaint(child, twin);
  });
}

async function asImage(svg: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  fixPaint(svg, copy);
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(
    new XMLSerializer().serializeToString(copy),
  )}`;
  await image.decode();
  return image;
}

/** The first drawing within `frame` as a PNG under its title; null when there is none. */
export async function chartImage(frame: HTMLElement, title: string): Promise<Blob | null> {
  const svg = frame.querySelector<SVGSVGElement>("svg.recharts-surface, svg[data-chart]");
  const canvas = document.createElement("canvas");
  const brush = canvas.getContext("2d");
  if (!svg || !brush) return null;
  const image = await asImage(svg);
  canvas.width = image.width * SCALE;
  canvas.height = (image.height + HEADING_PX) * SCALE;
  const style = getComputedStyle(frame);
  brush.scale(SCALE, SCALE);
  brush.fillStyle = style.backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = style.color;
  brush.font = `600 15px ${style.fontFamily}`;
  brush.fillText(title, 16, 28);
  brush.drawImage(image, 0, HEADING_PX);
  return new Promise((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
}
