import { z } from 'zod'

// The page's CSP allows no `eval`. zod would try one and fall back, and the try alone is reported as a violation.
// This module comes first in main.tsx: the contract's schemas are used as soon as they are imported.
z.config({ jitless: true })
