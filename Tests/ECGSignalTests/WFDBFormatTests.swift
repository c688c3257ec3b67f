import Testing

@testable import ECGSignal
