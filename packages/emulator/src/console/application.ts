import type { Product } from "@postern/mimecast/catalogue";
import type { AccountAdministration } from "../administration/administration.js";
import { endBinding } from "../administration/binding.js";
import type { ApplicationControl } from "../tenant/types.js";

/** The first applications of both generations in one hand, for tests that don't care which one they use. */
export class Application implements ApplicationControl {
  private readonly administration: AccountAdministration;

  constructor(administration: AccountAdministration) {
    this.administration = administration;
  }

  setProducts(products: readonly Product[]): void {
    this.administration.application2.assignProducts(products);
  }

  setPermissions(permissions: readonly string[]): void {
    this.administration.serviceUser.setPermissions(permissions);
    this.administration.application2.setPermissions(permissions);
  }

  disable(): void {
    this.administration.application1.disable();
    this.administration.application2.disable();
  }

  enable(): void {
    this.administration.application1.enable();
    this.administration.application2.enable();
  }

  revokeKeys(): void {
    this.endKeys("revoked", "tenant.application.revokeKeys()");
    this.administration.application2.revoke();
  }

  expireKeys(): void {
    this.endKeys("expired", "tenant.application.expireKeys()");
    this.administration.application2.expireTokens();
  }

  regenerateKeys(): void {
    const { application1, application2 } = this.administration;
    application1.replaceKeys();
    application2.forgetTokens();
    application2.regenerateSecret();
  }

  private endKeys(state: "expired" | "revoked", by: string): void {
    for (const binding of this.administration.listBindings()) {
      if (binding.application === this.administration.application1) endBinding(binding, { state, by });
    }
  }
}
