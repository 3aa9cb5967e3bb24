"""The event constructors by subject; import them from loyaltycore or loyaltycore.events."""
