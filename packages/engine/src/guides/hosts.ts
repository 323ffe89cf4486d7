import type { Generation } from "@postern/mimecast/catalogue";

/** A base URL of the vendor, and how to know that it is the tenant's. */
export interface Host {
  readonly place: string;
  readonly baseUrl: string;
  readonly note?: string;
}

/** 1.0 must be called where the account lives; 2.0 finds the account by itself, so the host decides residency. */
export const hosts: Readonly<Record<Generation, readonly Host[]>> = {
  "1.0": [
    {
      place: "Europe, without Germany",
      baseUrl: "https://eu-api.mimecast.com",
      note: "account code begins with CUK",
    },
    { place: "Germany", baseUrl: "https://de-api.mimecast.com", note: "account code begins with CDE" },
    { place: "United States", baseUrl: "https://us-api.mimecast.com", note: "account code begins with CUSA" },
    {
      place: "United States, grid B",
      baseUrl: "https://usb-api.mimecast.com",
      note: "account code begins with CUSB",
    },
    { place: "United States, public sector", baseUrl: "https://uspcom-api.mimecast-pscom-us.com" },
    { place: "Canada", baseUrl: "https://ca-api.mimecast.com", note: "account code begins with CCA" },
    { place: "South Africa", baseUrl: "https://za-api.mimecast.com", note: "account code begins with CSA" },
    { place: "Australia", baseUrl: "https://au-api.mimecast.com", note: "account code begins with CAU" },
    {
      place: "Offshore (Jersey)",
      baseUrl: "https://je-api.mimecast.com",
      note: "older texts spell it `jer-api.mimecast.com`",
    },
  ],
  "2.0": [
    {
      place: "Global",
      baseUrl: "https://api.services.mimecast.com",
      note: "fails over by itself; during a fail-over data may be processed in another region",
    },
    {
      place: "United States only",
      baseUrl: "https://us-api.services.mimecast.com",
      note: "no fail-over; processing stays with the US gateway",
    },
    {
      place: "United Kingdom only",
      baseUrl: "https://uk-api.services.mimecast.com",
      note: "no fail-over; processing stays with the UK gateway",
    },
  ],
};
