/**
 * The line of a sidecar, counted from 0, at which the record with an id begins, or which gives it its id where a person has
 * written it over several lines; undefined where there is none. Links say `from: id` and are not meant.
 */
export function lineOfRecord(text: string, id: string): number | undefined {
  const line = text.split(/\r?\n/).findIndex((each) => {
    const given = /^\s*(?:-\s*)?\{?\s*(["']?)id\1\s*:\s*(["']?)(.*?)\2\s*(?:[,}]|#.*|$)/.exec(each);
    return given?.[3] === id;
  });
  return line === -1 ? undefined : line;
}
