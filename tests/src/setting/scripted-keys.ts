/** Credentials that a scripted vendor takes as it takes any: the right shape is all they need. */
export const scriptedKeys = {
  applicationId: "11111111-2222-4333-8444-555555555555",
  applicationKey: "66666666-7777-4888-8999-aaaaaaaaaaaa",
  accessKey: "c2NyaXB0ZWQtYWNjZXNzLWtleS1vZi1hLXRlc3QtdGhhdC1pcy1sb25nLWVub3VnaA==",
  secretKey: "c2NyaXB0ZWQtc2VjcmV0LWtleS1vZi1hLXRlc3QtdGhhdC1pcy1sb25nLWVub3VnaA==",
};
