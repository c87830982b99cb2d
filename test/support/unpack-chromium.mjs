// Unpacks Chromium and its system libraries into os.tmpdir(). A process of its own, because the package reads TMPDIR and
// AWS_EXECUTION_ENV while it is imported.
import chromium from '@sparticuz/chromium'

await chromium.executablePath()
