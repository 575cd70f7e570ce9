/** A part of AWS with accounts of its own; a key of one is unknown in the others. */
export interface Partition {
  name: string;
  regions: RegExp;
  suffix: string;
}

/** As in `partitions.json` of the AWS SDKs; the isolated and the European sovereign ones are left out. */
const partitions: readonly Partition[] = [
  { name: 'aws', regions: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/, suffix: 'amazonaws.com' },
  { name: 'aws-cn', regions: /^cn-\w+-\d+$/, suffix: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regions: /^us-gov-\w+-\d+$/, suffix: 'amazonaws.com' },
];

export function partitionOf(region: string): Partition | undefined {
  return partitions.find(({ regions }) => regions.test(region));
}
