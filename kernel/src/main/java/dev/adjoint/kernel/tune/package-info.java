/// What this processor is, and which of several equal ways to compute is fastest on it.
///
/// [Processor] reads the name, the caches and the vendor. [VectorPeaks] has the loops that measure
/// its limits. A [Variants] is a family of variants that give the same bits: a rule names one, and
/// [VariantTrial] times the others during the work itself. [TuneFile] keeps what was measured in
/// the user's cache folder, and [TuneMode] says whether any of this happens.
@NullMarked
package dev.adjoint.kernel.tune;

import org.jspecify.annotations.NullMarked;
