/** An ObjectId as a value ({"$oid": hex} on the wire). Ids that the engine makes itself are plain hex strings. */
export class ObjectId {
  constructor(readonly hex: string) {}

  toString(): string {
    return this.hex;
  }
}
