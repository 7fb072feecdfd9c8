package dev.adjoint.data.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A file of a public set.
///
/// @param name the name that it gets on disk
/// @param addresses where it is, the official address first; the next ones are tried when an
///   address does not give the file
/// @param size its length in bytes, where it is known
/// @param sha256 its SHA-256 as 64 lower-case hexadecimal digits, where it is known for certain
public record RemoteFile(
    String name, List<URI> addresses, OptionalLong size, Optional<String> sha256) {

  /// Checks the name, the addresses and the checksum.
  ///
  /// @throws IllegalArgumentException if one of them cannot be used
  public RemoteFile {
    addresses = List.copyOf(addresses);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "file: the name is '%s' but may hold only letters, digits, '.', '_' and '-'"
              .formatted(name));
    }
    if (addresses.isEmpty() || !addresses.stream().allMatch(RemoteFile::isHttp)) {
      throw new IllegalArgumentException(
          "file: %s has the addresses %s but needs one or more that begin with http:// or https://"
              .formatted(name, addresses));
    }
    if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "file: the SHA-256 of %s is '%s' but must be 64 digits from 0-9 and a-f"
              .formatted(name, sha256.get()));
    }
  }

  /// A file with one address, of which neither the size nor the checksum is known.
  public static RemoteFile of(String name, String address) {
    return new RemoteFile(
        name, List.of(URI.create(address)), OptionalLong.empty(), Optional.empty());
  }

  /// A file of known size and checksum.
  public static RemoteFile of(String name, long size, String sha256, String... addresses) {
    return new RemoteFile(
        name,
        List.of(addresses).stream().map(URI::create).toList(),
        OptionalLong.of(size),
        Optional.of(sha256));
  }

  /// The same file at another address.
  ///
  /// @param folder the address of a folder that holds a file of this name
  public RemoteFile at(URI folder) {
    String text = folder.toString();
    URI address = URI.create((text.endsWith("/") ? text : text + "/") + name);
    return new RemoteFile(name, List.of(address), size, sha256);
  }

  private static boolean isHttp(URI address) {
    String scheme = address.getScheme();
    return address.getHost() != null
        && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
  }
}
