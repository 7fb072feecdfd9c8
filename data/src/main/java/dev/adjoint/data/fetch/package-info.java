/// Known public data sets, and how a file of one gets from its address to a folder.
///
/// Read in this order:
///
/// | where | what |
/// |---|---|
/// | [dev.adjoint.data.fetch.PublicSet] | one set: name, licence, page, files |
/// | [dev.adjoint.data.fetch.PublicSets] | the list of the sets that are known by name |
/// | [dev.adjoint.data.fetch.RemoteFile] | one file: addresses, size and SHA-256 where they are known |
/// | [dev.adjoint.data.fetch.Download] | fetches one file: resume, check, atomic rename |
/// | `HttpAnswer` | one HTTP request for a file or its rest |
/// | `PartFile` | the part that is on disk so far |
///
/// What a server sends is untrusted: lengths are checked while bytes arrive, a file gets its name
/// only after its checksum agrees, and no name from the server is used.
@NullMarked
package dev.adjoint.data.fetch;

import org.jspecify.annotations.NullMarked;
