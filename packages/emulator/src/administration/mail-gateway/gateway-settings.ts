/** How the gateway handles the company's mail (actions reference, 2.20). */
export class GatewaySettings {
  /** The words for modes aren't published: whatever was set is kept. */
  protectionMode = "protect";
  outboundEnabled = true;
  /** From where the company's own mail server sends. */
  outboundAddresses: readonly string[] = ["192.0.2.25"];
}
