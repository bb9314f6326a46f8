// Next's settings: React Compiler, no fetches at build, no hints about the server. The gateway owns headers and routes.
import type { NextConfig } from 'next';

const config: NextConfig = {
  reactCompiler: true,
  reactStrictMode: true,
  poweredByHeader: false,
  // Pages carry a nonce and are made per request; compressing loopback traffic only costs time.
  compress: false,
  // `npm run check` type-checks every file with stricter settings; the build does not repeat it.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  devIndicators: false,
};

export default config;
