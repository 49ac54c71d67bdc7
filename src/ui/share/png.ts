/** Pixels of the file for one of the picture. */
const SCALE = 2;

/** A picture of SVG as PNG with twice its pixels; null where the browser cannot draw it. */
export async function pngOf(svgText: string): Promise<Blob | null> {
  const image = new Image();
  // The page's policy lets images come from data.
  image.src = dataAddress(svgText);
  try {
    await image.decode();
  } catch {
    return null;
  }
  const canvas = new OffscreenCanvas(SCALE * image.naturalWidth, SCALE * image.naturalHeight);
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob();
}

export function dataAddress(svgText: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText)}`;
}
