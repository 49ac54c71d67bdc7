// What waits for a device must not wait for ever when the device is gone.

import { Breakage } from '../base/breakage.js';
import { DeviceError, type DeviceLoss } from './device.js';

/** Rejects pending answers with DeviceError 'lost' when a device is lost. */
export class Loss extends Breakage {
  constructor(lost: Promise<DeviceLoss>) {
    super(lost.then(({ message }) => new DeviceError('lost', message)));
  }
}
