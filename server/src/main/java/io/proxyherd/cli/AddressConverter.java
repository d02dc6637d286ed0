package io.proxyherd.cli;

import io.proxyherd.config.Address;
import io.proxyherd.text.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@code HOST:PORT}. */
final class AddressConverter implements ITypeConverter<Address> {
  @Override
  public Address convert(String text) {
    return Address.parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                Printable.text(text)
                    + " (expected: host:port with a port between 1 and 65535, such as"
                    + " 127.0.0.1:12860 or [::1]:12860)"));
  }
}
