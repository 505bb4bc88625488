#!/bin/sh
# Draws all kept frames anew. Look at each difference before committing it.
cd "$(dirname "$0")/../../.." && RECORD_FRAMES=1 swift test --filter FrameTests
