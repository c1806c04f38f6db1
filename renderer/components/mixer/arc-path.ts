/** An arc of a circle around 0,0 as an SVG path; 0 degrees is up, clockwise. */
export function arcPath(radius: number, fromDegrees: number, toDegrees: number): string {
  const point = (degrees: number): string => {
    const angle = (degrees * Math.PI) / 180;
    return `${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`;
  };
  const isLarge = toDegrees - fromDegrees > 180 ? 1 : 0;
  return `M ${point(fromDegrees)} A ${radius} ${radius} 0 ${isLarge} 1 ${point(toDegrees)}`;
}
