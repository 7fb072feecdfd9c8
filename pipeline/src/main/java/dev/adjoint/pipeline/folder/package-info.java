/// The folder that a training run leaves.
///
/// - [dev.adjoint.pipeline.folder.RunFolder]: its files and how they are written.
/// - [dev.adjoint.pipeline.folder.SavedModel]: what `model.json` says.
/// - `ContentDigest`: how a changed digit in `model.json` is found.
/// - [dev.adjoint.pipeline.folder.RunLock]: the right to write into the folder.
/// - [dev.adjoint.pipeline.folder.SampleDigests]: digests by which changed data is detected.
/// - [dev.adjoint.pipeline.folder.RunException]: a folder or a file in it that cannot be used.
@NullMarked
package dev.adjoint.pipeline.folder;

import org.jspecify.annotations.NullMarked;
