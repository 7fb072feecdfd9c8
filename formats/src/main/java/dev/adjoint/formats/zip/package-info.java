/// ZIP files as containers of tensors: `ZipContents` reads entries lazily and checked, `StoredZip`
/// writes them uncompressed and aligned. Not part of the API.
@NullMarked
package dev.adjoint.formats.zip;

import org.jspecify.annotations.NullMarked;
