/// `bench/roofline`: how near each kernel comes to what the machine at hand can do.
///
/// - [MachineLimit] measures the multiply–adds that a core can do from its registers, and what it
///   moves to and from each level of its caches and memory.
/// - [KernelCase] is a kernel with its arithmetic and the memory it must touch at least,
///   [KernelCases] the list of them at the sizes of the workloads.
/// - [Roofline] measures all and writes a page with a table and a picture.
/// - [CompiledKernels] (`bench/compiled`) looks at the machine code of all: what it allocates, and
///   [FailedChecks].
@NullMarked
package dev.adjoint.bench.roofline;

import org.jspecify.annotations.NullMarked;
