import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./app/_i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // `npm run check` checks the types; a start must not depend on the types of test tools.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  // A lockfile in a parent folder would make Next guess another root.
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ['libsql', '@libsql/client', '@prisma/client', '@prisma/adapter-libsql', '@node-rs/argon2'],
};

export default withNextIntl(config);
