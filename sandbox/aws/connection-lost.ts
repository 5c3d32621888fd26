import { AwsError } from './aws-error.ts';

/**
 * The connection broke: the caller does not learn whether its call was made. Over HTTP the socket is closed without an answer; AWS services that
 * call another report their own client's failure by this name (`Lambda.SdkClientException` in Step Functions).
 */
export class ConnectionLost extends AwsError {
  constructor() {
    super('SdkClientException', 'Unable to execute HTTP request: Connection reset', 500);
  }
}
