import type { FeedDescription } from "@postern/engine";

/** A feed for programs, without its tables of fields. */
export function encodeFeed({ tables: _, operations, ...feed }: FeedDescription): object {
  return {
    ...feed,
    operations: operations.map(({ name, method, path, generations, products, permission, quota }) => ({
      name,
      method,
      path,
      generations,
      products,
      permission,
      quota,
    })),
  };
}
