package dev.adjoint.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/// A public data set.
///
/// @param name what users type
/// @param what what the set holds, in one line
/// @param licence under which conditions it may be used
/// @param page where its authors or keepers describe it
/// @param files its files
/// @param use what can be done with it, for example the arguments of `adjoint train`, in which
///   `{folder}` stands for the folder that holds the files
public record PublicSet(
    String name, String what, String licence, URI page, List<RemoteFile> files, String use) {

  /// Takes a copy of the list.
  public PublicSet {
    files = List.copyOf(files);
  }

  /// How many bytes are fetched, if the sizes of all files are known.
  public OptionalLong size() {
    return files.stream().allMatch(file -> file.size().isPresent())
        ? OptionalLong.of(files.stream().mapToLong(file -> file.size().getAsLong()).sum())
        : OptionalLong.empty();
  }
}
